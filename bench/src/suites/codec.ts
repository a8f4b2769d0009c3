/** Messages on the hot path, encoded and decoded, beside JSON of the same values as text. */
import { accountEventCodec, orderIntentCodec, quoteCodec, rawTradeCodec, tradeCodec } from '@oasis/contracts'
import { type Row, throughput } from '../harness.ts'
import { sampleAccountEvent, sampleIntent, sampleQuote, sampleRawTrade, sampleTrade } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

interface Codec<T> {
  readonly schema: string
  encode(value: T): Uint8Array
  decode(bytes: Uint8Array): T
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? item.toString() : item))

export async function codecSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const operations = quick ? 5_000 : 50_000
  return [
    ...(await both(rawTradeCodec, sampleRawTrade(), operations)),
    ...(await both(tradeCodec, sampleTrade(), operations)),
    ...(await both(quoteCodec, sampleQuote(), operations / 10)),
    ...(await both(orderIntentCodec, sampleIntent(), operations)),
    ...(await both(accountEventCodec, sampleAccountEvent(), operations)),
  ]
}

async function both<T>(codec: Codec<T>, value: T, operations: number): Promise<Row[]> {
  const bytes = codec.encode(value)
  const text = asText(value)
  const plain: unknown = JSON.parse(text)
  const name = codec.schema.split('.').at(-1)
  const repeat = (work: () => unknown) => () => {
    for (let i = 0; i < operations; i++) work()
    return operations
  }
  return [
    await throughput({
      name: `codec encode ${name}`,
      unit: 'messages',
      subject: repeat(() => codec.encode(value)),
      floor: { name: 'JSON.stringify', run: repeat(() => Buffer.from(JSON.stringify(plain))) },
      extra: () => ({ bytes: bytes.length, jsonBytes: text.length }),
    }),
    await throughput({
      name: `codec decode ${name}`,
      unit: 'messages',
      subject: repeat(() => codec.decode(bytes)),
      floor: { name: 'JSON.parse', run: repeat(() => JSON.parse(text)) },
    }),
  ]
}
