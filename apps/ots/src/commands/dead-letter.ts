/** `ots dead-letter`: records that nobody could read, and publishing them again once somebody can. */
import { OtsError } from '@oasis/runtime'
import type { Command } from 'commander'
import { z } from 'zod'
import {
  type DeadLetterEntry,
  listDeadLetters,
  type Redrive,
  redriveDeadLetters,
} from '../topics/dead-letters.ts'
import { type KafkaCommandOptions, withKafkaBus, withKafkaOptions } from '../topics/kafka-command.ts'
import { textTable } from './text-table.ts'
import { parseOption } from './usage.ts'

interface ListOptions extends KafkaCommandOptions {
  readonly topic?: string
  readonly limit: string
}

interface RedriveOptions extends KafkaCommandOptions {
  readonly topic?: string
  readonly yes?: boolean
}

const limitSchema = z.coerce.number().int().min(1).max(10_000)
const idSchema = z
  .string()
  .regex(/^\d+\/\d+$/, { error: 'an id looks like 0/17, as "ots dead-letter list" shows it' })

export function registerDeadLetter(program: Command): void {
  const deadLetter = program
    .command('dead-letter')
    .description('Records that were put aside because they could not be read')
  withKafkaOptions(deadLetter.command('list'))
    .description('Newest first, with the reason')
    .option('--topic <name>', 'of this topic alone')
    .option('--limit <n>', 'how many, 1 to 10000', '50')
    .action(list)
  withKafkaOptions(deadLetter.command('redrive'))
    .description(
      'Publish them again to where they came from, where this version can read them; each is done once',
    )
    .argument('[ids...]', 'as "ots dead-letter list" shows them; all of those not done yet with --yes')
    .option('--topic <name>', 'with --yes: of this topic alone')
    .option('--yes', 'redrive all')
    .action(redrive)
}

async function list(options: ListOptions): Promise<void> {
  const limit = parseOption('--limit', options.limit, limitSchema)
  const entries = (await withKafkaBus(options, listDeadLetters))
    .filter(({ topic }) => options.topic === undefined || topic === options.topic)
    .toReversed()
    .slice(0, limit)
  process.stdout.write(`${options.json ? JSON.stringify(entries, null, 2) : entryTable(entries)}\n`)
}

async function redrive(ids: readonly string[], options: RedriveOptions): Promise<void> {
  const wanted = new Set(ids.map((id) => parseOption('id', id, idSchema)))
  if (wanted.size === 0 && !options.yes) {
    throw new OtsError('OTS_USAGE', 'nothing is chosen', {
      hint: 'Name ids that "ots dead-letter list" shows, or give --yes for all of them.',
    })
  }
  const isChosen = ({ id, topic, redriven }: DeadLetterEntry) =>
    wanted.size > 0 ? wanted.has(id) : !redriven && (options.topic === undefined || topic === options.topic)
  const done = await withKafkaBus(options, (bus) => redriveDeadLetters(bus, isChosen))
  const missing = [...wanted].filter((id) => done.every((each) => each.id !== id))
  const all: Redrive[] = [
    ...done,
    ...missing.map((id) => ({ id, result: 'SKIPPED', reason: 'there is no such record' }) as const),
  ]
  process.stdout.write(`${options.json ? JSON.stringify(all, null, 2) : describeRedrives(all)}\n`)
  if (all.some(({ result }) => result === 'SKIPPED')) process.exitCode = 1
}

function entryTable(entries: readonly DeadLetterEntry[]): string {
  if (entries.length === 0) return 'No dead letters.'
  return textTable(
    [
      { head: 'id' },
      { head: 'time (UTC)' },
      { head: 'topic' },
      { head: 'at' },
      { head: 'key' },
      { head: 'bytes', right: true },
      { head: 'redriven' },
      { head: 'reason' },
    ],
    entries.map((entry) => [
      entry.id,
      entry.time.slice(0, 19).replace('T', ' '),
      entry.topic,
      `${entry.partition}/${entry.offset}`,
      entry.key,
      `${entry.bytes}`,
      entry.redriven ? 'yes' : 'no',
      entry.reason,
    ]),
  )
}

function describeRedrives(all: readonly Redrive[]): string {
  if (all.length === 0) return 'Nothing to redrive.'
  return all
    .map((each) =>
      each.result === 'REDRIVEN'
        ? `${each.id}: published to ${each.topic}`
        : `${each.id}: skipped, ${each.reason}`,
    )
    .join('\n')
}
