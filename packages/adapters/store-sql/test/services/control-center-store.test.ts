/** The Control Center's store on PostgreSQL: the same suite as on SQLite. */
import { controlCenterStoreConformance } from '@oasis/testkit'
import { openControlCenterStore } from '../../src/index.ts'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()

controlCenterStoreConformance('PostgreSQL', () => openControlCenterStore(database.fresh()))
