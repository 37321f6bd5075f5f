import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { countText } from '../format/time.ts'
import type { LogWords } from './picture.ts'

/** What the picture says, in the reader's language. Longer wordings come first: the picture takes what fits. */
export function useLogWords(): LogWords {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      broker: (node) => t('broker.name', { id: node }),
      standing: (replica) => {
        const epoch = { epoch: replica.leaderEpoch }
        if (replica.role === 'offline') return [t('log.standing.offline')]
        if (replica.leads) return [t('log.standing.leader', epoch), t('standing.leader')]
        const words = replica.inSync ? t('standing.inSync') : t('standing.lagging')
        return [t('log.standing.follower', { words }), words]
      },
      change: (change) => {
        const count = change.to - change.from
        const numbers = { count: countText(count), from: countText(change.from), to: countText(change.to) }
        switch (change.kind) {
          case 'append':
            return [t('log.change.append', numbers), `+${numbers.count}`]
          case 'truncate':
            return [t('log.change.truncate', numbers), `−${numbers.count}`]
          case 'roll':
            return [t('log.change.roll', numbers), numbers.from]
          case 'delete':
            return [t('log.change.delete', numbers), `−${numbers.count}`]
          case 'clean':
            return [t('log.change.clean')]
          case 'highWatermark':
            return [t('log.change.highWatermark', numbers), `→ ${numbers.to}`, `→${numbers.to}`]
        }
      },
      logEnd: t('log.level.logEnd'),
      logEndNote: t('log.level.logEnd.note'),
      highWatermark: t('log.level.highWatermark'),
      highWatermarkNote: t('log.level.highWatermark.note'),
      lastStable: t('log.level.lastStable'),
      logStart: t('log.level.logStart'),
      below: (logEnd) => [`↓ ${t('log.level.logEnd')} ${countText(logEnd)}`, `↓ ${countText(logEnd)}`],
      above: (logStart) => [
        `↑ ${t('log.level.logStart')} ${countText(logStart)}`,
        `↑ ${countText(logStart)}`,
      ],
      active: t('log.active'),
      torn: ({ position }) => [t('log.torn.at', { position: countText(position) }), t('log.torn')],
      nothing: t('log.nothing'),
    }),
    [t],
  )
}
