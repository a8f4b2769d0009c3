import { portfolioCacheConformance } from '@oasis/testkit'
import { createMemoryCache } from '../src/index.ts'

portfolioCacheConformance('portfolio cache in memory', async () => createMemoryCache())
