// A record with the batch that holds it: every field, its bytes, and what they mean.

import { Fragment, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogBatchRow } from '../../view/log-bytes.ts'
import type { LogWindowRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import { useLogView } from '../state/log-view.ts'
import { FieldTable } from './FieldTable.tsx'
import type { ByteField } from './field-groups.ts'
import { fieldGroups } from './field-groups.ts'
import { useAnswer } from './use-answer.ts'

export function RecordDrawer({ window }: { readonly window: LogWindowRow | undefined }) {
  const { t } = useTranslation()
  const opened = useLogView((view) => view.opened)
  const question = opened === null || window === undefined ? null : { partition: window.name, ...opened }
  const batch = useAnswer(question, (host, branch, event, asked) => host.logBatch(branch, event, asked))
  if (question === null) return <p className="log-note">{t('log.record.none')}</p>
  return (
    <>
      <h2 className="sheet-title">
        {t('log.record.title', { offset: countText(question.offset) })}
        <span className="sheet-title-note">
          {t('log.record.where', { partition: question.partition, node: question.node })}
        </span>
      </h2>
      {batch === null ? <p className="log-note">{t('log.record.absent')}</p> : <Batch batch={batch} />}
    </>
  )
}

function Batch({ batch }: { readonly batch: LogBatchRow }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="log-note" data-testid="log-batch">
        {t('log.record.file', {
          file: batch.file,
          position: countText(batch.position),
          size: countText(batch.sizeBytes),
          base: countText(batch.baseOffset),
          last: countText(batch.endOffset - 1),
        })}
        {batch.producer !== '' && ` ${t('log.record.producer', { producer: batch.producer })}`}
      </p>
      {batch.bytes.length === 0 ? (
        <p className="log-note">{t('log.record.packed', { codec: batch.codec })}</p>
      ) : (
        <Bytes batch={batch} />
      )}
    </>
  )
}

function Bytes({ batch }: { readonly batch: LogBatchRow }) {
  const { t } = useTranslation()
  const groups = fieldGroups(batch)
  const [header, setHeader] = useState(true)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="log-fields" tabIndex={0} aria-label={t('log.record.bytes')}>
      <Fold
        words={t('log.record.header', { size: countText(groups.headerBytes) })}
        open={header}
        onFold={() => setHeader(!header)}
      >
        <FieldTable batch={batch} fields={groups.header} />
      </Fold>
      {groups.records.map((record) => (
        <Record
          key={`${batch.baseOffset}/${record.place}`}
          batch={batch}
          record={record}
          mine={record.place === batch.place}
        />
      ))}
      {groups.block !== null && <FieldTable batch={batch} fields={[groups.block]} />}
    </section>
  )
}

interface RecordProps {
  readonly batch: LogBatchRow
  readonly record: {
    readonly place: number
    readonly offset: number
    readonly size: number
    readonly fields: readonly ByteField[]
  }
  readonly mine: boolean
}

function Record({ batch, record, mine }: RecordProps) {
  const { t } = useTranslation()
  const [turned, setTurned] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    const list = element?.parentElement
    // Only the list is to move: scrollIntoView would move the whole page.
    if (mine && element != null && list != null) list.scrollTop = element.offsetTop
  }, [mine])
  const open = mine !== turned
  const words = t('log.record.one', { offset: countText(record.offset), size: countText(record.size) })
  return (
    <div ref={place}>
      <Fold words={words} open={open} strong={mine} onFold={() => setTurned(!turned)}>
        <Content content={batch.contents[record.place]} />
        <FieldTable batch={batch} fields={record.fields} />
      </Fold>
    </div>
  )
}

/** What a binary key and value say. */
function Content({ content }: { readonly content: LogBatchRow['contents'][number] | undefined }) {
  const { t } = useTranslation()
  if (content === undefined) return null
  return (
    <dl className="log-content">
      <dt>{t('log.content.key')}</dt>
      <dd>{content.key}</dd>
      {content.value === null ? (
        <>
          <dt>{t('log.content.value')}</dt>
          <dd>{t('log.content.tombstone')}</dd>
        </>
      ) : (
        content.value.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))
      )}
    </dl>
  )
}

interface FoldProps {
  readonly words: string
  readonly open: boolean
  readonly strong?: boolean
  readonly onFold: () => void
  readonly children: React.ReactNode
}

function Fold({ words, open, strong, onFold, children }: FoldProps) {
  return (
    <div className="log-fold">
      <button
        type="button"
        aria-expanded={open}
        className={strong === true ? 'strong' : undefined}
        onClick={onFold}
      >
        {open ? '▾' : '▸'} {words}
      </button>
      {open && children}
    </div>
  )
}
