import { orderStoreConformance } from '@oasis/testkit'
import { openOrderStore } from '../src/index.ts'

orderStoreConformance('SQLite', () => openOrderStore({ path: ':memory:', durability: 'process' }))
