/** Letters of a branch's name. */
export const NAME_MAX = 80
