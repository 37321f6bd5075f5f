// A rate in words.

import { useTranslation } from 'react-i18next'
import { spanText } from '../format/time.ts'
import type { Pace } from '../play/pace.ts'

export function usePaceName(): (pace: Pace) => string {
  const { t } = useTranslation()
  return (pace) =>
    pace.kind === 'clock'
      ? t('pace.perSecond', { span: spanText(pace.usPerSecond) })
      : t('pace.perMark', { seconds: pace.secondsPerMark })
}
