// The partition of __consumer_offsets that holds a group, and with it the broker that coordinates it.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coordinatorAbs, javaHash } from '../../kafka/assignors/java-hash.ts'
import { useRun } from '../state/run-state.ts'
import { Cells, CountField, TextField, Working } from './fields.tsx'

/** offsets.topic.num.partitions. */
const OFFSETS_PARTITIONS = 50

export function GroupCalculator() {
  const { t } = useTranslation()
  const [group, setGroup] = useState('analytics')
  const [partitions, setPartitions] = useState(OFFSETS_PARTITIONS)
  const hash = javaHash(group)
  const absolute = coordinatorAbs(hash)
  const partition = absolute % partitions
  const name = `__consumer_offsets-${partition}`
  // Only a cluster that has the topic, and of that size, knows a coordinator.
  const leader = useRun((run) => {
    const there = run.cluster?.partitions?.filter((row) => row.topic === '__consumer_offsets') ?? []
    return there.length === partitions ? (there.find((row) => row.index === partition)?.leader ?? -1) : -1
  })
  return (
    <>
      <div className="calc-fields">
        <TextField label={t('calc.group.id')} value={group} onChange={setGroup} testId="calc-group-text" />
        <CountField label={t('calc.group.partitions')} value={partitions} onChange={setPartitions} />
      </div>
      <Working
        lines={[
          { label: 'hashCode', value: String(hash) },
          {
            label: t('calc.group.absolute'),
            value: absolute === 0 && hash !== 0 ? t('calc.group.absoluteOfMin') : `|${hash}| = ${absolute}`,
          },
          {
            label: t('calc.partition'),
            value: (
              <>
                {absolute} % {partitions} = <strong data-testid="calc-group-partition">{partition}</strong>
              </>
            ),
          },
          {
            label: t('calc.group.coordinator'),
            value:
              leader < 0
                ? t('calc.group.leaderOf', { partition: name })
                : t('calc.group.broker', { partition: name, id: leader }),
          },
        ]}
      />
      <Cells count={partitions} hit={partition} />
    </>
  )
}
