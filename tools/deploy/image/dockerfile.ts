/** A Dockerfile as steps, as far as ours goes. What is not known is refused: it would be left out in silence otherwise. */

export type Step =
  | { readonly kind: 'WORKDIR'; readonly path: string }
  | {
      readonly kind: 'COPY'
      /** Of the build context; otherwise the stage of that name. */
      readonly from: string | undefined
      readonly source: string
      readonly target: string
      readonly owner: string | undefined
    }
  | { readonly kind: 'RUN'; readonly command: string }
  | { readonly kind: 'ENV'; readonly name: string; readonly value: string }
  | { readonly kind: 'USER'; readonly user: string }
  | { readonly kind: 'ENTRYPOINT' | 'CMD'; readonly words: readonly string[] }

export interface Stage {
  readonly name: string | undefined
  readonly base: string
  readonly steps: Step[]
}

export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = []
  for (const line of text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')) {
    const [, instruction = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? []
    if (instruction === '' || instruction === 'ARG') continue
    if (instruction === 'FROM') {
      const [, base = '', name] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? []
      stages.push({ name, base, steps: [] })
      continue
    }
    const stage = stages.at(-1)
    if (stage === undefined) throw new Error(`${instruction} before the first FROM`)
    stage.steps.push(parseStep(instruction, rest))
  }
  return stages
}

function parseStep(instruction: string, rest: string): Step {
  switch (instruction) {
    case 'WORKDIR':
      return { kind: 'WORKDIR', path: rest }
    case 'COPY':
      return parseCopy(rest)
    case 'RUN':
      return { kind: 'RUN', command: rest }
    case 'ENV': {
      const [, name, value] = /^(\w+)=(\S+)$/.exec(rest) ?? []
      if (name === undefined || value === undefined) throw new Error(`ENV wants name=value: ${rest}`)
      return { kind: 'ENV', name, value }
    }
    case 'USER':
      return { kind: 'USER', user: rest }
    case 'ENTRYPOINT':
    case 'CMD':
      return { kind: instruction, words: JSON.parse(rest) as string[] }
    default:
      throw new Error(
        `image-tree does not know ${instruction}: teach it, so that the checked tree stays the image's`,
      )
  }
}

function parseCopy(rest: string): Step {
  const words = rest.split(/\s+/)
  const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1]
  const [source, target, ...more] = words.filter((word) => !word.startsWith('--'))
  const unknown = words.find((word) => word.startsWith('--') && !/^--(?:from|chown)=/.test(word))
  if (source === undefined || target === undefined || more.length > 0 || unknown !== undefined) {
    throw new Error(`COPY wants one source and one target: ${rest}`)
  }
  return { kind: 'COPY', from: option('from'), source, target, owner: option('chown') }
}
