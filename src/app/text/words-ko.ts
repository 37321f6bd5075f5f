// All words in Korean: the page's and those of the facts. Loaded when this language is chosen.

import { KO } from '../../tell/ko.ts'
import { ko } from './ko.ts'

export const WORDS: Readonly<Record<string, string>> = { ...KO, ...ko }
