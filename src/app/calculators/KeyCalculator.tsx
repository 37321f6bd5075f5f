// The partition of a key, step by step, as the Java producer's default partitioner has it.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { murmur2, toPositive, utf8Bytes } from '../../kafka/workload/murmur2.ts'
import { Cells, CountField, TextField, Working } from './fields.tsx'

export function KeyCalculator() {
  const { t } = useTranslation()
  const [key, setKey] = useState('key-0')
  const [partitions, setPartitions] = useState(12)
  const bytes = utf8Bytes(key)
  const hash = murmur2(bytes)
  const positive = toPositive(hash)
  const partition = positive % partitions
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return (
    <>
      <div className="calc-fields">
        <TextField label={t('calc.key.key')} value={key} onChange={setKey} testId="calc-key-text" />
        <CountField
          label={t('calc.partitions')}
          value={partitions}
          onChange={setPartitions}
          testId="calc-key-partitions"
        />
      </div>
      <Working
        lines={[
          { label: t('calc.key.bytes'), value: hex === '' ? t('calc.key.noBytes') : hex },
          { label: 'murmur2', value: String(hash) },
          { label: t('calc.key.positive'), value: `${hash} & 0x7fffffff = ${positive}` },
          {
            label: t('calc.partition'),
            value: (
              <>
                {positive} % {partitions} = <strong data-testid="calc-key-partition">{partition}</strong>
              </>
            ),
          },
        ]}
      />
      <Cells count={partitions} hit={partition} />
    </>
  )
}
