// All words in English: the page's and those of the facts. Loaded when this language is chosen.

import { EN } from '../../tell/en.ts'
import { en } from './en.ts'

export const WORDS: Readonly<Record<string, string>> = { ...EN, ...en }
