/** `ots topics`: the topics of the registry on Kafka, and how far their consumers are behind. */
import type { PartitionLag, TopicReport } from '@oasis/bus-kafka'
import { topicSpecs } from '@oasis/contracts'
import type { Command } from 'commander'
import { type KafkaCommandOptions, withKafkaAdmin, withKafkaOptions } from '../topics/kafka-command.ts'
import { textTable } from './text-table.ts'

const VENUES = ['coinbase']

export function registerTopics(program: Command): void {
  const topics = program
    .command('topics')
    .description('Topics on Kafka: create them, see the lag of consumers')
  withKafkaOptions(topics.command('create'))
    .description(
      'Create what is missing; says which settings are not as wanted, and exits with 1 if there are any',
    )
    .action(async (options: KafkaCommandOptions) => {
      const report = await withKafkaAdmin(options, (admin) => admin.reconcileTopics(topicSpecs(VENUES)))
      process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : describeReport(report)}\n`)
      if (report.drifts.length > 0) process.exitCode = 1
    })
  withKafkaOptions(topics.command('lag'))
    .description('Records between what each group has committed and the end of its topics')
    .action(async (options: KafkaCommandOptions) => {
      const lag = await withKafkaAdmin(options, (admin) => admin.lag())
      process.stdout.write(`${options.json ? JSON.stringify(lag, null, 2) : lagTable(lag)}\n`)
    })
}

function describeReport({ created, drifts }: TopicReport): string {
  const made =
    created.length === 0 ? 'All topics were there.' : `Created ${created.length}: ${created.join(', ')}`
  if (drifts.length === 0) return made
  const table = textTable(
    [{ head: 'topic' }, { head: 'setting' }, { head: 'wanted' }, { head: 'found' }],
    drifts.map(({ topic, setting, wanted, found }) => [topic, setting, wanted, found]),
  )
  return `${made}\nNot as the registry wants them, and left as they are:\n${table}`
}

function lagTable(lag: readonly PartitionLag[]): string {
  if (lag.length === 0) return 'No group has committed anything yet.'
  const table = textTable(
    [
      { head: 'group' },
      { head: 'topic' },
      { head: 'partition', right: true },
      { head: 'committed', right: true },
      { head: 'end', right: true },
      { head: 'lag', right: true },
    ],
    lag.map((row) => [
      row.group,
      row.topic,
      ...[row.partition, row.committed, row.end, row.lag].map((count) => `${count}`),
    ]),
  )
  return `${table}\nConsumers that keep positions of their own commit nothing here; their lag is ots_bus_consumer_lag.`
}
