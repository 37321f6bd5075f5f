// What a hand can do to one message on its way, to one timer that is set, and to one follower's fetcher.

export const messageActions = ['hold', 'release', 'delay', 'drop', 'repeat'] as const

export const timerActions = ['fire-timer', 'put-off-timer'] as const

export const fetcherActions = ['pause-fetcher', 'resume-fetcher'] as const
