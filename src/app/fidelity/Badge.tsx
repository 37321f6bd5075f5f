// exact, simplified or not simulated: a sign, a colour and the word.

import { Check, CircleSlash2, EqualApproximately } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Fidelity } from '../../kafka/fidelity/area.ts'

const SIGNS = { exact: Check, simplified: EqualApproximately, notSimulated: CircleSlash2 } as const

export function Badge({ kind }: { readonly kind: Fidelity }) {
  const { t } = useTranslation()
  const Sign = SIGNS[kind]
  return (
    <span className="fidelity-badge" data-kind={kind}>
      <Sign size={13} strokeWidth={2.5} aria-hidden="true" />
      {t(`fidelity.${kind}`)}
    </span>
  )
}
