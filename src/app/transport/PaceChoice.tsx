// The menu of the two rates: virtual time per second, or marks at a steady rate with quiet time folded. It comes open: somebody has asked for it.

import { Check } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import { useTranslation } from 'react-i18next'
import { CLOCK_RATES, type Pace, STORY_RATES } from '../play/pace.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { PaceButton } from './PaceButton.tsx'
import { usePaceName } from './use-pace-name.ts'

export function PaceChoice() {
  const { t } = useTranslation()
  const { player } = useSession()
  const pace = useRun((run) => run.pace)
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>
        <PaceButton />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" side="top" sideOffset={6} collisionPadding={10}>
          <DropdownMenu.Label className="menu-title">{t('pace.clock')}</DropdownMenu.Label>
          {CLOCK_RATES.map((usPerSecond) => (
            <PaceItem
              key={usPerSecond}
              pace={{ kind: 'clock', usPerSecond }}
              now={pace}
              onPick={player.setPace}
            />
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Label className="menu-title">{t('pace.story')}</DropdownMenu.Label>
          {STORY_RATES.map((secondsPerMark) => (
            <PaceItem
              key={secondsPerMark}
              pace={{ kind: 'story', secondsPerMark }}
              now={pace}
              onPick={player.setPace}
            />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface PaceItemProps {
  readonly pace: Pace
  readonly now: Pace
  readonly onPick: (pace: Pace) => void
}

function PaceItem({ pace, now, onPick }: PaceItemProps) {
  const name = usePaceName()
  const chosen = JSON.stringify(pace) === JSON.stringify(now)
  const id = pace.kind === 'clock' ? `clock-${pace.usPerSecond}` : `story-${pace.secondsPerMark}`
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={chosen}
      onSelect={() => onPick(pace)}
      data-testid={`pace-${id}`}
    >
      <span className="menu-check">
        <DropdownMenu.ItemIndicator>
          <Check size={14} aria-hidden="true" />
        </DropdownMenu.ItemIndicator>
      </span>
      <span>{name(pace)}</span>
    </DropdownMenu.CheckboxItem>
  )
}
