import { describe, expect, inject, test } from 'vitest'
import '../../services/src/provided-servers.ts'

describe('a server of a test', () => {
  test('is provided to every test file', () => {
    expect(inject('kafka').brokers).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(inject('redis').url).toMatch(/^redis:/)
    expect(inject('postgres').url).toMatch(/^postgres:/)
  })
})
