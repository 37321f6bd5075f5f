// The lenses on the same moment: in the top bar, or in a rail at the side.

import { Activity, Grid3x3, Layers, Network, Scale, TableProperties, Users, Waypoints } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensId } from '../../view/lens-rows.ts'
import { LENSES } from '../../view/lens-rows.ts'
import { commandById } from '../commands.ts'
import { keyText } from '../format/keys.ts'
import { openLens, useLens } from '../state/lens.ts'

const ICONS: { readonly [lens in LensId]: ComponentType<{ size: number; 'aria-hidden': 'true' }> } = {
  cluster: Network,
  partitions: TableProperties,
  controller: Scale,
  metrics: Activity,
  log: Layers,
  spacetime: Waypoints,
  ledger: Grid3x3,
  groups: Users,
}

export function LensSwitch() {
  const { t } = useTranslation()
  const open = useLens((state) => state.lens)
  return (
    <nav className="lenses" aria-label={t('lenses.name')}>
      {LENSES.map((lens) => {
        const Icon = ICONS[lens]
        const key = commandById(`lens.${lens}`).keys[0]
        const words = t(`lens.${lens}`)
        return (
          <button
            key={lens}
            type="button"
            className="lens"
            aria-current={open === lens ? 'page' : undefined}
            title={key === undefined ? words : `${words} (${keyText(key)})`}
            data-testid={`lens-${lens}`}
            // A click by mouse leaves the keyboard's focus where it was, so that Space goes on to mean play.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => openLens(lens)}
          >
            <Icon size={17} aria-hidden="true" />
            <span className="lens-name">{words}</span>
          </button>
        )
      })}
    </nav>
  )
}
