/** What the commands about Kafka share: how they reach it, and that they let go of it. */
import { createKafkaAdmin, createKafkaBus, type KafkaAdmin } from '@oasis/bus-kafka'
import type { Bus } from '@oasis/ports'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import type { Command } from 'commander'
import { describeKafkaVariables, readKafkaEnvironment } from '../config/kafka-environment.ts'

export interface KafkaCommandOptions {
  readonly brokers?: string
  readonly json?: boolean
}

/** Adds what every command about Kafka takes. */
export function withKafkaOptions(command: Command): Command {
  return command
    .option('--brokers <addresses>', 'host:port of some brokers, by commas (default: OTS_KAFKA_BROKERS)')
    .option('--json', 'as JSON')
    .addHelpText('after', () => `\nVariables:\n${variables()}`)
}

function variables(): string {
  const described = describeKafkaVariables()
  const width = Math.max(...described.map(([name]) => name.length))
  return described.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`).join('\n')
}

export async function withKafkaAdmin<Result>(
  options: KafkaCommandOptions,
  work: (admin: KafkaAdmin) => Promise<Result>,
): Promise<Result> {
  const admin = await createKafkaAdmin(reach(options))
  try {
    return await work(admin)
  } finally {
    await admin.close()
  }
}

export async function withKafkaBus<Result>(
  options: KafkaCommandOptions,
  work: (bus: Bus) => Promise<Result>,
): Promise<Result> {
  const bus = await createKafkaBus(reach(options))
  try {
    return await work(bus)
  } finally {
    await bus.close()
  }
}

const reach = ({ brokers }: KafkaCommandOptions) => ({
  ...readKafkaEnvironment(process.env, brokers),
  scheduler: createRealScheduler(),
  logger: createSilentLogger(),
})
