// What one message, timer or fetcher can suffer by hand, in English.

export const HAND_EN: { readonly [key: string]: string } = {
  'input.hold.note': 'what follows it waits too',
  'input.release.note': 'it arrives as if sent now',
  'input.delay.note': 'it arrives later',
  'input.drop.note': 'lost with its connection',
  'input.repeat.note': 'the client asks again',
  'input.fire-timer.note': 'in this instant',
  'input.put-off-timer.note': 'it goes off later',
  'input.pause-fetcher.note': 'its thread stands still',
  'input.resume-fetcher.note': 'it asks again',
}
