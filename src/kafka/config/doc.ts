// What a config is for, in one line.

import { CONSUMER_DOCS, PRODUCER_DOCS } from './doc-client.ts'
import { CLUSTER_DOCS } from './doc-cluster.ts'
import { TOPIC_DOCS } from './doc-topic.ts'
import type { ConfigDocs, ConfigScope } from './entry.ts'

const DOCS: { readonly [Scope in ConfigScope]: ConfigDocs<string> } = {
  cluster: CLUSTER_DOCS,
  topic: TOPIC_DOCS,
  producer: PRODUCER_DOCS,
  consumer: CONSUMER_DOCS,
}

export function configDoc(scope: ConfigScope, name: string, language: 'en' | 'ko'): string {
  const doc = DOCS[scope][name]
  return doc === undefined ? '' : doc[language === 'en' ? 0 : 1]
}
