// The figures of the metrics lens under the names JMX gives them, in the order in which they are shown.

export type MetricGroup = 'replication' | 'controller' | 'requests' | 'clients'

export interface MetricInfo {
  readonly id: string
  readonly group: MetricGroup
  /** Gauges are what is now; counts only grow; rates are counted over a window, and so are means and percentiles. */
  readonly kind: 'gauge' | 'count' | 'rate' | 'mean' | 'p99'
  /** Its MBean; null for what no MBean tells. */
  readonly bean: string | null
  /** A line a broker, a request; or only one. */
  readonly by: 'one' | 'broker' | 'request'
  /** Above zero somebody should look. */
  readonly isAlarm: boolean
}

const REPLICAS = 'kafka.server:type=ReplicaManager,name='
const CONTROLLER = 'kafka.controller:type=KafkaController,name='
const PURGATORY = 'kafka.server:type=DelayedOperationPurgatory,name=PurgatorySize,delayedOperation='

export const METRICS: readonly MetricInfo[] = [
  alarm('UnderReplicatedPartitions', 'replication', REPLICAS),
  alarm('UnderMinIsrPartitionCount', 'replication', REPLICAS),
  alarm('AtMinIsrPartitionCount', 'replication', REPLICAS),
  count('IsrShrinksPerSec', 'replication', REPLICAS),
  count('IsrExpandsPerSec', 'replication', REPLICAS),
  byBroker('LeaderCount', 'replication', REPLICAS),
  byBroker('PartitionCount', 'replication', REPLICAS),
  alarm('OfflinePartitionsCount', 'controller', CONTROLLER),
  gauge('ActiveControllerCount', 'controller', `${CONTROLLER}ActiveControllerCount`),
  alarm('FencedBrokerCount', 'controller', CONTROLLER),
  alarm('PreferredReplicaImbalanceCount', 'controller', CONTROLLER),
  count('UncleanLeaderElectionsPerSec', 'controller', 'kafka.controller:type=ControllerStats,name='),
  {
    id: 'RequestsPerSec',
    group: 'requests',
    kind: 'rate',
    bean: 'kafka.network:type=RequestMetrics,name=RequestsPerSec,request=*',
    by: 'request',
    isAlarm: false,
  },
  {
    id: 'TotalTimeMs',
    group: 'requests',
    kind: 'mean',
    bean: 'kafka.network:type=RequestMetrics,name=TotalTimeMs,request=*,attribute=Mean',
    by: 'request',
    isAlarm: false,
  },
  {
    id: 'TotalTimeMs-99thPercentile',
    group: 'requests',
    kind: 'p99',
    bean: 'kafka.network:type=RequestMetrics,name=TotalTimeMs,request=*,attribute=99thPercentile',
    by: 'request',
    isAlarm: false,
  },
  gauge('PurgatorySize-Produce', 'requests', `${PURGATORY}Produce`),
  gauge('PurgatorySize-Fetch', 'requests', `${PURGATORY}Fetch`),
  gauge(
    'records-lag-max',
    'clients',
    'kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,attribute=records-lag-max',
  ),
  gauge('accumulator-records', 'clients', null),
  gauge('in-flight-records', 'clients', null),
]

/** The requests that have a line of their own. */
export const COUNTED_REQUESTS = ['Produce', 'FetchConsumer', 'FetchFollower'] as const

function gauge(id: string, group: MetricGroup, bean: string | null): MetricInfo {
  return { id, group, kind: 'gauge', bean, by: 'one', isAlarm: false }
}

function alarm(id: string, group: MetricGroup, domain: string): MetricInfo {
  return { ...gauge(id, group, domain + id), isAlarm: true }
}

function byBroker(id: string, group: MetricGroup, domain: string): MetricInfo {
  return { ...gauge(id, group, domain + id), by: 'broker' }
}

/** A meter: shown is its attribute Count, since a rate of so few events says little. */
function count(id: string, group: MetricGroup, domain: string): MetricInfo {
  return { ...gauge(id, group, domain + id), kind: 'count' }
}
