// The cluster lens: controllers, brokers with their replicas, clients, and the messages between them.

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientRow, ClusterRows, NodeRow } from '../../view/rows.ts'
import { useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { useSettings } from '../state/settings.ts'
import { BrokerBox } from './BrokerBox.tsx'
import { ClientBox } from './ClientBox.tsx'
import { ControllerPill } from './ControllerPill.tsx'
import { FoldNotice } from './FoldNotice.tsx'
import { Legend } from './Legend.tsx'
import { Links } from './Links.tsx'
import { Messages } from './Messages.tsx'
import type { MenuPlace } from './NodeMenu.tsx'
import { Patterns } from './Patterns.tsx'
import { StageTable } from './StageTable.tsx'
import { TankClip } from './Tank.tsx'
import { useSize } from './use-size.ts'
import { useStage } from './use-stage.ts'
import { NONE_WAITING } from './waiting.ts'

const fetchMenu = () => import('./NodeMenu.tsx')
const NodeMenu = lazy(async () => ({ default: (await fetchMenu()).NodeMenu }))

export function ClusterLens() {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const cluster = useRun((run) => run.cluster)
  const ready = cluster !== null && cluster.nodes.length > 0 && size.width > 0
  return (
    <main className="stage" ref={frame} aria-label={t('stage.name')} data-testid="stage" data-ready={ready}>
      {ready ? (
        <Picture cluster={cluster} width={size.width} height={size.height} />
      ) : (
        <p className="stage-wait">{t('stage.wait')}</p>
      )}
    </main>
  )
}

interface PictureProps {
  readonly cluster: ClusterRows
  readonly width: number
  readonly height: number
}

const NO_FLOW: ReadonlySet<string> = new Set()
const PRESENTER_ZOOM = 1.2

function Picture({ cluster, width, height }: PictureProps) {
  // In presenter mode the same picture is drawn larger.
  const zoom = useSettings((settings) => (settings.presenter ? PRESENTER_ZOOM : 1))
  const stage = useStage(cluster, { width: Math.floor(width / zoom), height: Math.floor(height / zoom) })
  const [flowing, setFlowing] = useState(NO_FLOW)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  // The stage has been drawn; whoever clicks next finds the menu there.
  useEffect(() => void fetchMenu(), [])
  const onFlow = useCallback((now: ReadonlySet<string>) => {
    setFlowing((old) => (old.size === now.size && [...now].every((key) => old.has(key)) ? old : now))
  }, [])
  const onMenu = useCallback((row: NodeRow | ClientRow, x: number, y: number) => {
    setMenu({ row, x, y })
  }, [])
  const { layout, links } = stage
  return (
    <>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the stage around it is named, and a title would show as a tooltip everywhere */}
      <svg
        className="picture"
        width={layout.width * zoom}
        height={layout.height * zoom}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
      >
        <Patterns />
        <TankClip metrics={layout.tank} />
        <ControllersTitle cluster={cluster} x={layout.width / 2} y={layout.controllersTitleY} />
        <Links links={links} nodes={cluster.nodes} cuts={cluster.cuts} flowing={flowing} />
        <Processes cluster={cluster} stage={stage} onMenu={onMenu} />
        <Messages links={links} onFlow={onFlow} />
      </svg>
      <FoldNotice />
      <Legend />
      <StageTable />
      {menu !== null && (
        <Suspense fallback={null}>
          <NodeMenu place={menu} onClose={() => setMenu(null)} />
        </Suspense>
      )}
    </>
  )
}

function ControllersTitle({
  cluster,
  x,
  y,
}: {
  readonly cluster: ClusterRows
  readonly x: number
  readonly y: number
}) {
  const { t } = useTranslation()
  const epoch = Math.max(0, ...cluster.nodes.map((node) => node.raftEpoch))
  return (
    <text className="box-note" x={x} y={y} textAnchor="middle">
      {t('controllers.title', { epoch })}
    </text>
  )
}

interface ProcessesProps {
  readonly cluster: ClusterRows
  readonly stage: ReturnType<typeof useStage>
  readonly onMenu: (row: NodeRow | ClientRow, clientX: number, clientY: number) => void
}

const NOTHING: readonly never[] = []

function Processes({ cluster, stage, onMenu }: ProcessesProps) {
  const touched = useTouched()
  const differing = useDiffering()
  const cursorUs = useRun((run) => run.cursorUs)
  const { layout } = stage
  return (
    <g className="processes">
      {cluster.nodes.map((node) => {
        const box = layout.boxes.get(String(node.id))
        if (box === undefined) return null
        const { parked, buffered } = stage.waiting.get(String(node.id)) ?? NONE_WAITING
        const common = { node, box, parked, buffered, onMenu }
        if (!node.roles.includes('broker')) {
          return (
            <ControllerPill
              key={node.address}
              {...common}
              differs={differing.has(node.address)}
              touched={touched.includes(node.address)}
            />
          )
        }
        return (
          <BrokerBox
            key={node.address}
            {...common}
            layout={layout}
            replicas={stage.replicasByNode.get(node.id) ?? NOTHING}
            partitions={stage.partitions}
            windows={stage.windows}
            timeUs={node.status === 'running' ? 0 : Math.floor(cursorUs / 100_000) * 100_000}
            differing={differing}
            touched={touched}
          />
        )
      })}
      {cluster.clients.map((client) => {
        const box = layout.boxes.get(client.id)
        if (box === undefined) return null
        return (
          <ClientBox
            key={client.address}
            client={client}
            box={box}
            differs={differing.has(client.address)}
            touched={touched.includes(client.address)}
            onMenu={onMenu}
          />
        )
      })}
    </g>
  )
}

/** What the event at this moment touched, while play is halted: during play it would only flicker. */
function useTouched(): readonly string[] {
  const playing = useRun((run) => run.playing)
  const touched = useRun((run) => run.touched)
  return playing ? NOTHING : touched
}

/** Addresses about which the viewpoint is wrong; a partition's error shows on the viewpoint's own replica of it. */
function useDiffering(): ReadonlySet<string> {
  const beliefs = useRun((run) => run.beliefs)
  const viewpoint = useSelection((state) => state.viewpoint)
  const replicas = useRun((run) => run.cluster?.replicas)
  const result = useMemo(() => {
    const found = new Set<string>()
    for (const row of beliefs) {
      if (!row.differs) continue
      found.add(row.address)
      if (!row.address.startsWith('partition:')) continue
      const partition = row.address.slice('partition:'.length)
      for (const replica of replicas ?? [])
        if (replica.partition === partition && replica.role === 'leader') found.add(replica.address)
      found.add(`replica:${partition}@${viewpoint}`)
    }
    return found
  }, [beliefs, viewpoint, replicas])
  const held = useRef(result)
  useEffect(() => {
    held.current = result
  }, [result])
  const old = held.current
  return old.size === result.size && [...result].every((address) => old.has(address)) ? old : result
}
