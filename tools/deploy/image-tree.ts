/**
 * `node tools/deploy/image-tree.ts`: assembles the image's files as deploy/docker/Dockerfile says and starts `ots --version`
 * in them. With a command behind it, that one instead. Without a container engine, it is how one looks at the image.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { REPOSITORY_ROOT } from '../repository/repository.ts'
import { assembleImage } from './image/assemble-image.ts'
import { runInTree, whyNotInTree } from './image/run-in-tree.ts'

const why = whyNotInTree()
if (why !== undefined) {
  console.error(`image-tree: ${why}`)
  process.exit(1)
}
const tree = assembleImage({ root: REPOSITORY_ROOT, onStep: (step) => console.log(step) })
try {
  console.log(spawnSync('du', ['-sh', tree.folder], { encoding: 'utf8' }).stdout.trim())
  const args = process.argv.slice(2)
  const child = runInTree(tree, args.length > 0 ? args : ['--version'])
  child.stdout?.pipe(process.stdout)
  child.stderr?.pipe(process.stderr)
  process.on('SIGINT', () => child.kill('SIGTERM'))
  const [code] = await once(child, 'exit')
  process.exitCode = typeof code === 'number' ? code : 1
} finally {
  tree.remove()
}
