// What admin clients ask and what becomes of it, in English.

export const ADMIN_EN: { readonly [key: string]: string } = {
  'timer.forwarding': 'the next try to reach the active controller',

  // Brokers.
  'fact.request.forwarded': '$t(Who.{{role}}) passes {{api}} on to controller {{controller}}, the active one',
  'fact.forward.retried':
    '$t(Who.{{role}}) learns that the controller it asked is not the active one: {{api}} waits',
  'fact.forward.givenUp': '$t(Who.{{role}}) gives {{api}} up after {{waited}} without an active controller',
  'fact.autoCreate.asked':
    '$t(Who.{{role}}) does not know topic {{topic}} and has it created: {{partitions}} partitions, {{replicationFactor}} replicas each',
  'fact.autoCreate.answered': '$t(Who.{{role}}) hears that topic {{topic}} has been created',
  'fact.autoCreate.answered.error':
    '$t(Who.{{role}}) hears that topic {{topic}} cannot be created: {{error}}',
  'fact.log.deleted':
    '$t(Who.{{role}}) deletes its log of {{partition}}, offsets {{logStart}} to {{logEnd}}: the topic is gone',
  'fact.log.deleted.moved':
    '$t(Who.{{role}}) deletes its log of {{partition}}, offsets {{logStart}} to {{logEnd}}: the replica is elsewhere now',
  'fact.log.deleted.stray':
    '$t(Who.{{role}}) puts its log of {{partition}} aside, offsets {{logStart}} to {{logEnd}}: the metadata has no place for it',
  'fact.configs.taken':
    '$t(Who.{{role}}) takes the new configs of {{resource}} over: {{replicas}} replicas go by them',
  'fact.configs.refused': '$t(Who.{{role}}) refuses to change configs of {{resource}}: {{error}}',
  'fact.records.deleted':
    '$t(Who.{{role}}) deletes the records of {{partition}} from {{fromOffset}} up to {{toOffset}}: its log begins there now',
  'fact.records.deletionRefused':
    '$t(Who.{{role}}) refuses to delete records of {{partition}} up to {{offset}}: {{error}}',
  'timer.delete-records': 'replicas that have not deleted their records yet',

  // The controller.
  'fact.topic.deleted': '$t(Who.{{role}}) deletes topic {{topic}} with its {{partitions}} partitions',
  'fact.topic.partitionsAdded':
    '$t(Who.{{role}}) gives topic {{topic}} {{toPartitions}} partitions instead of {{fromPartitions}}: keys map anew',
  'fact.config.set': '$t(Who.{{role}}) sets {{config}} of {{resource}} to {{value}}',
  'fact.config.deleted': '$t(Who.{{role}}) takes {{config}} of {{resource}} away: the default holds again',
  'fact.reassignment.begun':
    '$t(Who.{{role}}) begins to reassign {{partition}}: {{adding}} replicas are to come, {{removing}} to go',
  'fact.reassignment.done':
    '$t(Who.{{role}}) ends the reassignment of {{partition}}: it has {{replicas}} replicas, leader epoch {{leaderEpoch}}',
  'fact.reassignment.cancelled':
    '$t(Who.{{role}}) cancels the reassignment of {{partition}}: back to {{replicas}} replicas',
  'fact.admin.refused': '$t(Who.{{role}}) refuses what is asked of {{of}}: {{error}}',
  'fact.quorum.described':
    '$t(Who.{{role}}) describes the quorum: it leads epoch {{leaderEpoch}}, committed up to offset {{highWatermark}}',

  // Clients.
  'fact.topic.recreated':
    '$t(Who.{{role}}) learns that topic {{topic}} is another one now: it was deleted and created again',
  'timer.admin-call': 'the next try of an admin request',
  'fact.admin.asked':
    '$t(Who.{{role}}) sends {{api}} for {{of}} to $t(who.{{peerRole}}, { "name": "{{peer}}" })',
  'fact.admin.asked.bare': '$t(Who.{{role}}) sends {{api}} to $t(who.{{peerRole}}, { "name": "{{peer}}" })',
  'fact.admin.answered': '$t(Who.{{role}}): {{api}} for {{of}} is done',
  'fact.admin.answered.bare': '$t(Who.{{role}}): {{api}} is done',
  'fact.admin.answered.error': '$t(Who.{{role}}): {{api}} for {{of}} is refused: {{error}}',
  'fact.admin.answered.bareError': '$t(Who.{{role}}): {{api}} is refused: {{error}}',
  'fact.admin.retried': '$t(Who.{{role}}) will try {{api}} for {{of}} again, after {{tries}} tries',
  'fact.admin.retried.bare': '$t(Who.{{role}}) will try {{api}} again, after {{tries}} tries',
  'fact.admin.givenUp':
    '$t(Who.{{role}}) gives {{api}} for {{of}} up: a minute without an answer, {{tries}} tries',
  'fact.admin.givenUp.bare': '$t(Who.{{role}}) gives {{api}} up: a minute without an answer, {{tries}} tries',
  'fact.quorum.learned':
    '$t(Who.{{role}}) learns of the quorum: controller {{leader}} leads {{voters}} voters in epoch {{leaderEpoch}}, committed up to offset {{highWatermark}}',

  // Inputs.
  'input.create-topic': 'Create a topic',
  'input.delete-topic': 'Delete a topic',
  'input.delete-group': 'Delete a consumer group',
  'input.add-partitions': 'Add partitions',
  'input.alter-config': 'Change a config',
  'input.delete-records': 'Delete records',
  'input.elect-leaders': 'Elect leaders',
  'input.reassign': 'Reassign a partition',
  'input.cancel-reassignment': 'Cancel a reassignment',
  'input.describe-quorum': 'Describe the quorum',
  'fact.input.done.alone': 'By hand: $t(input.{{input}})',
  'fact.input.missed.alone': 'By hand: $t(input.{{input}}): nothing to do it to at this moment',
  'fact.admin.begun': '$t(Who.{{role}}) is to do {{api}} for {{of}}',
  'fact.admin.begun.bare': '$t(Who.{{role}}) is to do {{api}}',
}
