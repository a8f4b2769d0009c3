/** The read models on PostgreSQL: the same suite as on SQLite. */
import { readModelConformance } from '@oasis/testkit'
import { openReadModelStore } from '../../src/index.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

readModelConformance('PostgreSQL', () => openReadModelStore(database.fresh()))
