// The words of the space-time lens in English.

export const SPACETIME_EN: { readonly [key: string]: string } = {
  'spacetime.across': 'Let time run to the right',
  'spacetime.allApis': 'All requests',
  'spacetime.api': 'Requests of one kind',
  'spacetime.chain': 'Show the whole chain of causes',
  'spacetime.down': 'Let time run down',
  'spacetime.event': 'event {{event}}',
  'spacetime.export': 'Save the picture as SVG',
  'spacetime.families': 'Families of requests',
  'spacetime.family.client': 'client',
  'spacetime.family.control': 'control',
  'spacetime.family.group': 'groups',
  'spacetime.family.replica': 'replication',
  'spacetime.far': '{{text}} events in sight: bars count them; zoom in to see each',
  'spacetime.folded': 'Too many to draw, counted by bars: {{kinds}}',
  'spacetime.kind.request': 'request',
  'spacetime.kind.response': 'response',
  'spacetime.lane.active': 'active controller',
  'spacetime.lane.broker': 'broker',
  'spacetime.lane.client': 'client',
  'spacetime.lane.controller': 'controller',
  'spacetime.lanes': 'All processes',
  'spacetime.lanesSome': '{{shown}} of {{all}} processes',
  'spacetime.picture': 'Messages between processes from {{from}} to {{to}}: {{count}} drawn',
  'spacetime.request.arrived':
    '{{api}} request, {{from}} → {{to}}, sent at {{sent}}, on its way for {{took}}',
  'spacetime.request.lost':
    '{{api}} request, {{from}} → {{to}}, sent at {{sent}}: it reached nobody after {{took}}',
  'spacetime.request.open': '{{api}} request, {{from}} → {{to}}, sent at {{sent}}: not arrived',
  'spacetime.response.arrived':
    'response to {{api}}, {{from}} → {{to}}, sent at {{sent}}, on its way for {{took}}',
  'spacetime.response.lost':
    'response to {{api}}, {{from}} → {{to}}, sent at {{sent}}: it reached nobody after {{took}}',
  'spacetime.response.open': 'response to {{api}}, {{from}} → {{to}}, sent at {{sent}}: not arrived',
  'spacetime.silence': '{{span}} of silence, then the deadline passes',
  'spacetime.table': 'What is noted in the picture, and the messages that are lit',
  'spacetime.whole': 'Show the whole run',
  'spacetime.zoomIn': 'Look closer (+)',
  'spacetime.zoomOut': 'Look from farther off (-)',
}
