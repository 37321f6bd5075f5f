// Fidelity of what Kafka runs on: network, processes, disks, threads.

import type { FidelityArea } from './area.ts'

const NETWORK: FidelityArea = {
  id: 'network',
  title: { en: 'Network and process faults', ko: '네트워크와 프로세스 장애' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'A message takes latency and jitter; bandwidth has no limit, so sizes do not slow anything down.',
      ko: '메시지는 지연과 지터만큼 걸립니다. 대역폭 제한이 없어 크기가 커도 느려지지 않습니다.',
    },
    {
      en: 'An attempt to connect to a host without power is not sent again by TCP; it waits for the client’s own timeout.',
      ko: '전원이 꺼진 호스트로의 연결 시도(SYN)는 TCP가 다시 보내지 않고, 클라이언트의 제한 시간까지 기다립니다.',
    },
    {
      en: 'Names are always resolved, and nothing is encrypted.',
      ko: '이름은 언제나 해석되고, 암호화는 없습니다.',
    },
  ],
  rules: [
    {
      id: 'network.in-order',
      claim: 'exact',
      says: {
        en: 'Messages of a connection arrive in the order of sending, and none inside it is lost.',
        ko: '한 연결의 메시지는 보낸 순서대로 도착하고, 도중에 사라지지 않습니다.',
      },
      tests: ['src/sim/connection.test.ts: delivers in the order of sending, whatever the jitter draws'],
      recordings: [],
    },
    {
      id: 'network.one-request',
      claim: 'exact',
      says: {
        en: 'A server takes one request of a connection at a time and reads the next when it has answered.',
        ko: '서버는 연결마다 요청을 한 번에 하나씩 받고, 응답한 뒤에 다음 요청을 읽습니다.',
      },
      tests: ['src/sim/connection.test.ts: lets the server take one request at a time'],
      recordings: [],
    },
    {
      id: 'network.by-hand',
      claim: 'simplified',
      says: {
        en: 'One message can be held, released, delayed, dropped or repeated by hand. What follows it in its socket waits with it; a drop ends the connection; a repeat is the retry of a client whose connection broke. A held message is forgotten when the machine that sent it loses power.',
        ko: '메시지 하나를 붙잡거나 놓아주거나 늦추거나 버리거나 되풀이할 수 있습니다. 같은 소켓에서 뒤따르는 메시지는 함께 기다리고, 버리면 연결이 끊기며, 되풀이는 연결이 끊긴 클라이언트의 재시도입니다. 붙잡힌 메시지는 보낸 쪽 머신의 전원이 나가면 사라집니다.',
      },
      tests: ['src/sim/hand.test.ts: what is held keeps back whatever follows it in its socket'],
      recordings: [],
    },
    {
      id: 'network.resending',
      claim: 'exact',
      says: {
        en: 'What a cut link stalls TCP tries again at doubling intervals from 200 ms on, so healing is not felt at once.',
        ko: '끊긴 링크에 막힌 것은 TCP가 200ms부터 두 배씩 늘어나는 간격으로 다시 보내므로, 복구가 바로 느껴지지 않습니다.',
      },
      tests: ['src/sim/connection.test.ts: is tried again at doubling intervals from the first loss'],
      recordings: [],
    },
    {
      id: 'network.request-timeout',
      claim: 'exact',
      says: {
        en: 'A client whose request is not answered in time closes the socket itself, and everything in flight on it fails.',
        ko: '제때 응답받지 못한 클라이언트는 스스로 소켓을 닫고, 그 소켓에서 진행 중이던 요청은 모두 실패합니다.',
      },
      tests: [
        'src/kafka/client/producer.test.ts: closes the connection at request.timeout.ms itself, and asks for metadata again',
      ],
      recordings: ['idempotent-duplicates'],
    },
    {
      id: 'process.endings',
      claim: 'exact',
      says: {
        en: 'Peers see a reset when a process is killed and silence when its machine loses power.',
        ko: '프로세스가 죽으면 상대는 연결 재설정을, 머신의 전원이 꺼지면 침묵을 봅니다.',
      },
      tests: [
        'src/sim/connection.test.ts: a reset at once when a server is killed',
        'src/sim/connection.test.ts: nothing when the machine loses power, and a reset once it is back',
      ],
      recordings: ['clean-failover'],
    },
    {
      id: 'process.pause',
      claim: 'exact',
      says: {
        en: 'The kernel of a paused process goes on taking bytes in; on resume they are read first, then late timers go off.',
        ko: '일시 정지한 프로세스의 커널은 바이트를 계속 받습니다. 재개하면 그것부터 읽고, 늦은 타이머는 그 뒤에 동작합니다.',
      },
      tests: [
        'src/sim/connection.test.ts: silence during a pause; on resume it reads what its kernel took in',
        'src/sim/step.test.ts: does nothing until it resumes, then first what it was at, then its late timers in their old order',
      ],
      recordings: ['idempotent-duplicates', 'acks1-lost'],
    },
  ],
}

const DISKS: FidelityArea = {
  id: 'disks',
  title: { en: 'What reaches the disk', ko: '디스크까지 간 것' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'No disk lies: what it says is flushed is there after any loss of power, and nothing on it rots.',
      ko: '디스크는 거짓말을 하지 않습니다. 플러시했다고 한 것은 전원이 꺼져도 남고, 기록된 것이 상하지도 않습니다.',
    },
  ],
  rules: [
    {
      id: 'disk.page-cache',
      claim: 'exact',
      says: {
        en: 'A killed process loses nothing that it wrote; a loss of power takes what was in the page cache only.',
        ko: '죽은 프로세스가 쓴 것은 사라지지 않습니다. 전원이 꺼지면 페이지 캐시에만 있던 것이 사라집니다.',
      },
      tests: [
        'src/sim/step.test.ts: keeps what was flushed, and only that, through power loss',
        'src/check/invariants.test.ts: fewer losses of power than min ISR lose nothing that was acknowledged',
      ],
      recordings: ['clean-failover'],
    },
    {
      id: 'disk.write-back',
      claim: 'simplified',
      says: {
        en: 'The kernel writes back every page that is older than 30 s; what is younger a loss of power may take.',
        ko: '커널은 30초가 지난 페이지를 모두 디스크에 쓰고, 그보다 최근 것은 전원이 꺼지면 사라질 수 있습니다.',
      },
      tests: [],
      recordings: [],
    },
    {
      id: 'disk.flush-time',
      claim: 'simplified',
      says: {
        en: 'A flush takes half a millisecond and an exponential tail of as much; a slow disk some times as long.',
        ko: '플러시는 0.5ms에 평균 0.5ms의 지수 분포 꼬리를 더한 만큼 걸리고, 느린 디스크는 그 몇 배가 걸립니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

const LOAD: FidelityArea = {
  id: 'load',
  title: { en: 'Threads, load and memory', ko: '스레드, 부하, 메모리' },
  fidelity: 'simplified',
  simplified: [
    {
      en: 'Work takes constant times: there is no contention, and throughput and latency under load are not those of any machine.',
      ko: '작업에 걸리는 시간이 일정합니다. 경합이 없으며, 부하가 걸렸을 때의 처리량과 지연은 어떤 실제 머신과도 같지 않습니다.',
    },
    {
      en: 'io threads are unlimited, and network threads do not batch requests.',
      ko: 'IO 스레드는 무제한이고, 네트워크 스레드는 요청을 묶지 않습니다.',
    },
    {
      en: 'Garbage collection happens only as a pause that you cause; memory runs out only in the producer’s buffer.',
      ko: '가비지 컬렉션은 직접 일으키는 일시 정지로만 나타나고, 메모리는 프로듀서 버퍼에서만 모자랄 수 있습니다.',
    },
  ],
  rules: [
    {
      id: 'load.request-queue',
      claim: 'simplified',
      says: {
        en: 'A request waits 30 µs in the queue, however many others there are.',
        ko: '요청은 다른 요청이 얼마나 있든 큐에서 30마이크로초를 기다립니다.',
      },
      tests: [],
      recordings: [],
    },
  ],
}

export const MACHINE_AREAS: readonly FidelityArea[] = [NETWORK, DISKS, LOAD]
