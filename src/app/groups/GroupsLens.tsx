// The groups lens: a group's state, its members as lanes over time, what each has now, and the exchange with its coordinator.

import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupRow, GroupStory } from '../../view/group-rows.ts'
import { spanText } from '../format/time.ts'
import { useSize } from '../stage/use-size.ts'
import { useRun } from '../state/run-state.ts'
import { useFog } from '../timeline/use-fog.ts'
import { Bipartite } from './Bipartite.tsx'
import { Figures } from './GroupFigures.tsx'
import { GroupMembers } from './GroupMembers.tsx'
import { GroupOffsets } from './GroupOffsets.tsx'
import { GroupStates } from './GroupStates.tsx'
import type { Span } from './mark-labels.ts'
import { OwnershipLanes } from './OwnershipLanes.tsx'
import { ProtocolCompare } from './ProtocolCompare.tsx'
import { Swimlanes } from './Swimlanes.tsx'
import { useGroupStories } from './use-group-stories.ts'

const NO_GROUPS: readonly GroupRow[] = []
const NOTHING: Omit<GroupStory, 'group'> = {
  phases: [],
  lanes: [],
  gaps: [],
  overlaps: [],
  marks: [],
  messages: [],
  lags: [],
  again: [],
}

/** How much of the run the lanes show: all of it, or so much around the cursor. */
const ZOOMS_US = [null, 20_000_000, 5_000_000, 1_000_000] as const

export function GroupsLens() {
  const { t } = useTranslation()
  const groups = useRun((run) => run.cluster?.groups ?? NO_GROUPS)
  const stories = useGroupStories()
  const [chosen, choose] = useState('')
  const names = useMemo(
    () => [...new Set([...(stories ?? []).map((story) => story.group), ...groups.map((row) => row.group)])],
    [stories, groups],
  )
  const group = names.includes(chosen) ? chosen : (names[0] ?? null)
  if (group === null)
    return <p className="hint groups-none">{t(stories === null ? 'stage.wait' : 'groups.none')}</p>
  return (
    <>
      <div className="sheet-bar">
        <label className="groups-choose">
          {t('groups.group')}
          <select
            className="sheet-select"
            value={group}
            onChange={(event) => choose(event.target.value)}
            data-testid="group-choose"
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      <GroupSheet
        key={group}
        story={stories?.find((story) => story.group === group) ?? { group, ...NOTHING }}
        row={groups.find((each) => each.group === group) ?? null}
      />
    </>
  )
}

interface GroupSheetProps {
  readonly story: GroupStory
  /** null: no coordinator has it at this moment. */
  readonly row: GroupRow | null
}

function GroupSheet({ story, row }: GroupSheetProps) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const endUs = useRun((run) => run.timeline?.endUs ?? run.info?.untilUs ?? 1)
  const limitUs = useFog() ?? endUs
  const [zoom, setZoom] = useState(0)
  const span = useSpan(ZOOMS_US[zoom] ?? null, endUs)
  const lanes = useMemo(() => exchangeLanes(story), [story])
  const messages = useMemo(() => story.messages.filter(({ timeUs }) => timeUs <= limitUs), [story, limitUs])
  const narrow = width - 32
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="groups-scroll" aria-label={t('lens.groups')} tabIndex={0} ref={frame}>
      <div className="groups-head">
        <GroupStates protocol={row?.protocol ?? 'classic'} state={row?.state ?? null} />
        <Facts row={row} />
      </div>
      <section className="groups-part">
        <h2 className="sheet-title">
          {t('groups.ownership')}
          <span className="groups-zooms">
            {ZOOMS_US.map((each, place) => (
              <button
                key={each ?? 0}
                type="button"
                className="groups-zoom"
                aria-pressed={place === zoom}
                onClick={() => setZoom(place)}
              >
                {each === null ? t('groups.whole') : spanText(each)}
              </button>
            ))}
          </span>
        </h2>
        {narrow > 100 && <OwnershipLanes story={story} span={span} limitUs={limitUs} width={narrow} />}
        <Figures story={story} span={span} limitUs={limitUs} />
      </section>
      <div className="groups-pair">
        <section className="groups-part">
          <h2 className="sheet-title">{t('groups.now')}</h2>
          {row === null ? (
            <p className="hint">{t('groups.noCoordinator')}</p>
          ) : (
            <Bipartite members={row.members} offsets={row.offsets} />
          )}
        </section>
        <section className="groups-part">
          <h2 className="sheet-title">{t('groups.exchange')}</h2>
          {narrow > 100 && (
            <Swimlanes messages={messages} lanes={lanes} width={narrow > 900 ? (narrow - 24) / 2 : narrow} />
          )}
        </section>
      </div>
      {row !== null && (
        <section className="groups-part">
          <h2 className="sheet-title">{t('groups.members')}</h2>
          <GroupMembers members={row.members} leader={row.leader} />
          <h2 className="sheet-title">{t('groups.offsets')}</h2>
          <GroupOffsets offsets={row.offsets} lags={story.lags} endUs={endUs} limitUs={limitUs} />
        </section>
      )}
      <section className="groups-part">
        <h2 className="sheet-title">{t('groups.compare')}</h2>
        <ProtocolCompare group={story.group} width={narrow} />
      </section>
    </section>
  )
}

/** The window follows the cursor in steps of a quarter of its width, so that it does not redraw at each frame. */
function useSpan(widthUs: number | null, endUs: number): Span {
  const quarterUs = widthUs === null ? 0 : widthUs / 4
  const place = useRun((run) => (widthUs === null ? 0 : Math.floor(run.cursorUs / quarterUs)))
  return useMemo(() => {
    if (widthUs === null) return { fromUs: 0, toUs: endUs }
    const fromUs = Math.max(0, place * quarterUs - widthUs / 2)
    return { fromUs, toUs: fromUs + widthUs }
  }, [widthUs, quarterUs, place, endUs])
}

function exchangeLanes(story: GroupStory): string[] {
  const members = story.lanes.map((lane) => lane.client)
  const others = new Set<string>()
  for (const { from, to } of story.messages)
    for (const name of [from, to]) if (!members.includes(name)) others.add(name)
  return [...members, ...[...others].sort()]
}

function Facts({ row }: { readonly row: GroupRow | null }) {
  const { t } = useTranslation()
  if (row === null) return null
  const facts: readonly (readonly [string, string])[] = [
    [t('groups.protocol'), row.protocol],
    [
      t(row.protocol === 'classic' ? 'groups.generation' : 'groups.epoch'),
      row.epoch < 0 ? '–' : String(row.epoch),
    ],
    [t('groups.assignor'), row.assignor === '' ? '–' : row.assignor],
    [t('groups.coordinator'), row.coordinator < 0 ? '–' : t('broker.name', { id: row.coordinator })],
    [t('groups.members'), String(row.members.length)],
  ]
  return (
    <dl className="groups-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
