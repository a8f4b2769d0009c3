/** A server as a process of its own, that a test can stop and kill: prints its address, answers with its own name. */
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'
import { createGrpcServer } from '../src/index.ts'
import { echo } from './echo-method.ts'

const [name = '', port = '0'] = process.argv.slice(2)
const logger = createSilentLogger()
const scheduler = createRealScheduler()
const server = createGrpcServer({ host: '127.0.0.1', port: Number(port), logger, scheduler })
server.handle(echo, async ({ text }, { signal }) => {
  if (text === 'wait') await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  return { text: name }
})
process.stdout.write(`${await server.listen()}\n`)
