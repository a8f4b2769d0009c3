import type { Bus } from '@oasis/ports'
import { OtsError } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { endingOnFullDisk } from '../src/composition/ending-on-full-disk.ts'

const failing = (error: unknown): Bus => ({
  createTopics: async () => {},
  publish: () => Promise.reject(error),
  subscribe: () => Promise.reject(error),
  endPositions: async () => [],
  close: async () => {},
})

test('a log whose disk is full ends the system; any other failure is the publisher’s to try again', async () => {
  const fatal: unknown[] = []
  const full = new OtsError('OTS_DISK_FULL', 'no space left')
  await expect(endingOnFullDisk(failing(full), (e) => fatal.push(e)).publish([])).rejects.toBe(full)
  expect(fatal).toEqual([full])
  const other = new OtsError('OTS_STORE_FAILED', 'busy')
  await expect(endingOnFullDisk(failing(other), (e) => fatal.push(e)).publish([])).rejects.toBe(other)
  expect(fatal).toEqual([full])
})
