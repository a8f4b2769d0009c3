/** Which files of the build context are left out: patterns in order, the last that matches wins, `!` takes back in. */

/** A folder that is left out takes its files along, unless a later pattern takes those back in. */
export function dockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const takesIn = line.startsWith('!')
      return { takesIn, pattern: patternOf(line.slice(takesIn ? 1 : 0)) }
    })
  return (path) => {
    const matching = rules.filter(({ pattern }) => pattern.test(path)).at(-1)
    return matching !== undefined && !matching.takesIn
  }
}

/** `*` is within one name, `**` any number of folders; what lies below a match matches. */
function patternOf(glob: string): RegExp {
  const body = glob
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map((name) => (name === '**' ? '(?:[^/]+/)*' : `${name.split('*').map(RegExp.escape).join('[^/]*')}/`))
    .join('')
    .replace(/\/$/, '')
  return new RegExp(`^${body}(?:/.*)?$`)
}
