// The words of the first minute in English.

export const FIRST_EN: { readonly [key: string]: string } = {
  'command.first': 'The first minute',
  'first.back.text':
    'This event made it so. Beside the stage you read why, back to what you did. Now press the left arrow key, or the button left of play: time runs backwards, one event at a time.',
  'first.back.title': 'Step back',
  'first.close': 'Close',
  'first.end.before': 'Go back to before the kill',
  'first.end.library': 'Open the library',
  'first.end.text':
    'Any moment can be gone to, and in any of them something else can be done: what you have seen stays as a branch. The library has lessons from the first record to the worst day.',
  'first.end.title': 'The time is yours',
  'first.kill.text':
    'This is a whole Kafka cluster, running here. Producer p1 writes records; each tank is one copy of a partition, and every record is kept on three brokers. Click a broker and choose “Kill”.',
  'first.kill.title': 'Kill a broker',
  'first.name': 'The first minute',
  'first.option.lost': 'They are lost with the broker.',
  'first.option.taken': 'None is lost: another broker takes over.',
  'first.option.wait': 'Nobody can read them until the broker is back.',
  'first.predict.text':
    'Broker {{broker}} is gone, in the middle of its work. Producer p1 had been told of {{text}} records that they are safe. What becomes of those?',
  'first.predict.title': 'What will happen?',
  'first.predict.watch': 'Let it happen',
  'first.skip': 'Skip',
  'first.step': 'The first minute · {{number}} of {{count}}',
  'first.watch.text':
    'For some seconds nobody knows that broker {{broker}} is dead: it might just be slow. Then its session ends, and others take over what it led. Acknowledged so far: {{text}}. Lost: {{lost}}.',
  'first.watch.title': 'Watch',
  'first.why.lost':
    'With acks=all a record is acknowledged only when every replica that keeps up has it: two more brokers hold each of them.',
  'first.why.show': 'Show me why',
  'first.why.taken':
    'With acks=all a record is acknowledged only when every replica that keeps up has it. Any of those may lead.',
  'first.why.text':
    'Acknowledged: {{text}}. Lost: {{lost}}. What broker {{broker}} led is led by others now, and each of them had every acknowledged record before.',
  'first.why.title': 'Nothing was lost',
  'first.why.wait':
    'It would be so with one copy. But two more brokers have the same records, and one of them will lead.',
}
