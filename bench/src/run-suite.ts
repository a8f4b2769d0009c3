/** One suite in this process: `run-suite.ts <name> <output file> [quick]`. */
import { writeFileSync } from 'node:fs'
import { SUITES } from './suites/index.ts'

const [name, out, quick] = process.argv.slice(2)
const load = name === undefined ? undefined : SUITES[name]
if (load === undefined || out === undefined) throw new Error('run-suite.ts <name> <output file> [quick]')
const suite = await load()
writeFileSync(out, JSON.stringify(await suite({ quick: quick === 'quick' })))
