import { once } from 'node:events'
import { connect as connectTls } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startKafka, waitUntil } from '../../services/src/index.ts'
import { brokersSeenBy } from '../../services/src/kafka/metadata-request.ts'

const WITHIN_MS = 60_000
const portOf = (address: string | undefined) => Number(address?.split(':')[1])
const seenBy = async (address: string) => (await brokersSeenBy(portOf(address), 2_000)).sort()

describe('three brokers', () => {
  test('know each other, miss one that is killed, and take it back', async () => {
    const kafka = await startKafka({ nodes: 3 })
    onTestFinished(() => kafka.stop())
    const [first, second, third] = kafka.nodes
    if (!first || !second || !third) throw new Error('there are three')
    for (const { address } of kafka.nodes) expect(await seenBy(address)).toEqual([1, 2, 3])
    await second.kill()
    await waitUntil(
      async () => (await seenBy(first.address)).length === 2,
      WITHIN_MS,
      () => 'not missed',
    )
    expect(await seenBy(third.address)).toEqual([1, 3])
    await second.restart()
    await waitUntil(
      async () => (await seenBy(first.address)).length === 3,
      WITHIN_MS,
      () => 'not back',
    )
    third.pause()
    await waitUntil(
      async () => (await seenBy(first.address)).length === 2,
      WITHIN_MS,
      () => 'not missed',
    )
    third.resume()
    await waitUntil(
      async () => (await seenBy(first.address)).length === 3,
      WITHIN_MS,
      () => 'not back',
    )
  })
})

describe('further listeners', () => {
  test('present the certificate that was asked for', async () => {
    const sasl = { mechanism: 'SCRAM-SHA-256', username: 'ots', password: 'secret' } as const
    const kafka = await startKafka({ sasl, tls: { expired: true } })
    onTestFinished(() => kafka.stop())
    const ca = kafka.certificates?.authority.certificate
    for (const brokers of [kafka.tlsBrokers, kafka.saslTlsBrokers]) {
      const socket = connectTls({ host: '127.0.0.1', port: portOf(brokers), ca })
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
      expect(error.code).toBe('CERT_HAS_EXPIRED')
    }
    await expect(seenBy(kafka.saslBrokers ?? '')).rejects.toThrow('closed')
    expect(await seenBy(kafka.brokers)).toEqual([1])
  })
})
