/** One database is one account's, whoever comes first. */
import { expect, test } from 'vitest'
import { claimDatabase, databaseOwner } from '../../src/index.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

test('the first account to come has the database, at once and at every later start; others are refused', async () => {
  const { url } = database
  expect(await databaseOwner({ url })).toBeUndefined()
  const accounts = ['coinbase.one.paper', 'coinbase.two.paper']
  const claims = await Promise.allSettled(
    [...accounts, ...accounts].map((account) => claimDatabase({ url }, account)),
  )
  const owner = await databaseOwner({ url })
  const [first, second, firstAgain, secondAgain] = claims.map(({ status }) => status)
  expect([firstAgain, secondAgain]).toEqual([first, second])
  expect([first, second].toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(owner).toBe(accounts[first === 'fulfilled' ? 0 : 1])
  await claimDatabase({ url }, owner ?? '')
  await expect(claimDatabase({ url }, 'coinbase.main.real')).rejects.toMatchObject({
    code: 'OTS_DATABASE_TAKEN',
    message: expect.stringContaining(`holds the state of the account ${owner}, not of coinbase.main.real`),
  })
})
