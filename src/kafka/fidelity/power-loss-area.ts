// Fidelity of what a loss of power does to logs, and of the recovery after it.

import type { FidelityArea } from './area.ts'

export const POWER_LOSS: FidelityArea = {
  id: 'power-loss',
  title: { en: 'Loss of power and recovery', ko: '정전과 복구' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'How often a loss of power finds the kernel writing, and which page it loses, is by chance: one time in two, and one page at most in a log. Where everything that was not flushed lies in one page, that page is lost.',
      ko: '전원이 꺼질 때 커널이 쓰고 있었는지, 어느 페이지를 잃는지는 우연으로 정합니다. 두 번에 한 번꼴이고 로그마다 많아야 한 페이지입니다. 플러시하지 않은 것이 모두 한 페이지에 있으면 그 페이지를 잃습니다.',
    },
    {
      en: 'Index files are never damaged, and end with what is whole; recovery does not make them anew.',
      ko: '인덱스 파일은 손상되지 않고 온전한 데이터까지만 있습니다. 복구할 때 새로 만들지 않습니다.',
    },
    {
      en: 'The copy of the metadata log that a broker keeps loses its unflushed end whole.',
      ko: '브로커가 가진 메타데이터 로그 사본은 플러시하지 않은 끝부분을 통째로 잃습니다.',
    },
  ],
  rules: [
    {
      id: 'disk.torn-pages',
      claim: 'simplified',
      says: {
        en: 'Pages that nobody flushed are written back in any order: after a loss of power a batch may be there in part, with whole batches and whole segments behind it. What was flushed is never lost.',
        ko: '플러시하지 않은 페이지는 아무 순서로나 디스크에 쓰입니다. 전원이 꺼진 뒤에는 배치 하나가 일부만 있고 그 뒤의 배치와 세그먼트는 온전할 수 있습니다. 플러시한 것은 사라지지 않습니다.',
      },
      tests: [
        'src/kafka/log/torn.test.ts: keeps what was flushed and loses the rest, when the kernel had written nothing',
        'src/kafka/storage/power-loss.test.ts: is the same for the same seed, and ranges from',
        'src/kafka/storage/power-loss.test.ts: is not asked where everything lies in one page',
      ],
      recordings: [],
    },
    {
      id: 'disk.flush-of-a-roll',
      claim: 'simplified',
      says: {
        en: 'The flush of a segment that was closed runs in the background: 1 ms and 200 MB a second, on a slow disk so many times as long. Until it is done the closed segment is at risk too.',
        ko: '닫힌 세그먼트의 플러시는 백그라운드에서 실행됩니다. 1ms에 초당 200MB이며 느린 디스크에서는 그 몇 배가 걸립니다. 끝날 때까지는 닫힌 세그먼트도 위험합니다.',
      },
      tests: [
        'src/kafka/log/written.test.ts: goes by the flushes that were done when the file was written',
        'src/kafka/log/torn.test.ts: is none once the flush of the older segment is done',
        'src/kafka/storage/power-loss.test.ts: takes no older segment when its flush is done',
      ],
      recordings: [],
    },
    {
      id: 'recovery.later-segments',
      claim: 'exact',
      says: {
        en: 'Recovery goes from the segment of the recovery point on, batch by batch. At the first one that is not whole it cuts the segment, and every later segment is deleted without being looked at.',
        ko: '복구는 복구 지점이 든 세그먼트부터 배치를 차례로 검사합니다. 온전하지 않은 첫 배치에서 세그먼트를 자르고, 그 뒤의 세그먼트는 보지도 않고 모두 지웁니다.',
      },
      tests: [
        'src/kafka/log/torn.test.ts: is recovered by its bytes to where the log ends',
        'src/kafka/log/torn.test.ts: in an older segment takes the later segment with it',
        'src/kafka/log/torn.test.ts: in a segment below the recovery point would not be found',
        'src/kafka/storage/power-loss.test.ts: has recovery cut the segment at the torn batch',
        'conformance/bytes/recovered.test.ts: keeps no segment behind the torn one, and looks at none below the recovery point',
      ],
      recordings: [],
    },
    {
      id: 'files.torn',
      claim: 'exact',
      says: {
        en: 'Between the loss of power and recovery the `.log` files hold what was written, and zeros where a page was not.',
        ko: '전원이 꺼진 뒤 복구하기 전까지 `.log` 파일에는 쓰인 것이 그대로 있고, 쓰이지 않은 페이지는 0으로 차 있습니다.',
      },
      tests: [
        'src/kafka/log/torn.test.ts: is recovered by its bytes to where the log ends',
        'conformance/bytes/recovered.test.ts: ends where the engine says, with the segments that it says',
      ],
      recordings: [],
    },
  ],
}
