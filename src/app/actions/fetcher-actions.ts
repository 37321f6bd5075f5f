// What a hand can do to one follower's fetcher.

export const fetcherActions = ['pause-fetcher', 'resume-fetcher'] as const
