// What a hand can do to a message or a timer, right where it shows.

import { ChevronRight, Crosshair, LogIn, LogOut } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import { useTranslation } from 'react-i18next'
import type { HandRow } from '../../view/rows.ts'
import { InputIcon } from '../actions/input-icon.tsx'
import { focusOn, MenuAt } from '../actions/MenuAt.tsx'
import { secondsText, spanText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import { change } from '../state/settings.ts'
import { useLatest } from '../state/use-latest.ts'
import { addressWords } from '../text/address-words.ts'
import { processWords } from '../text/input-words.ts'
import { useFog } from '../timeline/use-fog.ts'
import type { HandPlace } from './open-menu.ts'

/** How much later, for those who do not care to say it to the millisecond: the inspector takes any. */
const LATER_US = [10_000, 100_000, 500_000, 2_000_000, 10_000_000]

export function HandMenu({ place, onClose }: { readonly place: HandPlace; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { host, player } = useSession()
  const { address, flight } = place
  const arrival = flight?.arrival ?? null
  const fogUs = useFog()
  const shown = useRun((run) => run.event)
  // What is not on its way at the moment shown was so when it had just been sent.
  const isAway =
    flight !== null && (shown < flight.sent.event || (arrival !== null && shown >= arrival.event))
  const at = isAway ? flight.sent : undefined
  const event = at?.event ?? shown
  const { answer, fresh } = useLatest(`${event}/${address}`, (branch) => host.hands(branch, event, address))
  const goTo = (to: number) => player.seek({ by: 'event', event: to })
  return (
    <MenuAt
      x={place.x}
      y={place.y}
      title={addressWords(t, address).name}
      testId="hand-menu"
      onClose={onClose}
      giveFocusBack={() => focusOn(address)}
    >
      {at !== undefined && (
        <DropdownMenu.Label className="menu-note">
          {t('hand.atSending', { time: secondsText(at.timeUs) })}
        </DropdownMenu.Label>
      )}
      {answer?.map((row) => (
        <Hand key={row.input} row={row} at={at} />
      ))}
      {fresh && answer?.length === 0 && (
        <DropdownMenu.Item className="menu-item none" disabled>
          {t('hand.nothing')}
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Separator className="menu-line" />
      {flight !== null && (
        <DropdownMenu.Item className="menu-item" onSelect={() => goTo(flight.sent.event)}>
          <LogOut size={15} aria-hidden="true" />
          <span>{t('hand.sending')}</span>
        </DropdownMenu.Item>
      )}
      {arrival !== null && arrival.timeUs <= (fogUs ?? arrival.timeUs) && (
        <DropdownMenu.Item className="menu-item" onSelect={() => goTo(arrival.event)}>
          <LogIn size={15} aria-hidden="true" />
          <span>{t('hand.arrival')}</span>
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Item
        className="menu-item"
        data-testid="hand-inspect"
        onSelect={() => {
          select(address)
          change({ sideOpen: true, sideTab: 'inspect' })
        }}
      >
        <Crosshair size={15} aria-hidden="true" />
        <span>{t('menu.inspect')}</span>
      </DropdownMenu.Item>
    </MenuAt>
  )
}

interface HandProps {
  readonly row: HandRow
  /** Where it is done, if not at the moment shown. */
  readonly at: { readonly event: number; readonly timeUs: number } | undefined
}

function Hand({ row, at }: HandProps) {
  const { t } = useTranslation()
  const session = useSession()
  const { input, args, takesTime } = row
  const words = (
    <>
      <InputIcon id={input} />
      <span>{t(`input.${input}`)}</span>
    </>
  )
  if (!takesTime)
    return (
      <DropdownMenu.Item
        className={input === 'drop' ? 'menu-item bad' : 'menu-item'}
        data-testid={`hand-menu-${input}`}
        onSelect={() => void session.act(input, args, at)}
      >
        {words}
        <span className="menu-note">
          {args.leader === undefined
            ? t(`input.${input}.note`)
            : `${processWords(t, args.node ?? '')} ← ${processWords(t, args.leader)}`}
        </span>
      </DropdownMenu.Item>
    )
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item" data-testid={`hand-menu-${input}`}>
        {words}
        <ChevronRight className="menu-more" size={14} aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu later" collisionPadding={10}>
          {LATER_US.map((byUs) => (
            <DropdownMenu.Item
              key={byUs}
              className="menu-item"
              data-testid={`hand-menu-${input}-${byUs}`}
              onSelect={() => void session.act(input, { ...args, by: byUs }, at)}
            >
              {t('hand.byTime', { span: spanText(byUs) })}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}
