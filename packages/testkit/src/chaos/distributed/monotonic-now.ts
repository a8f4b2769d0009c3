/** Milliseconds of a clock that all processes of a machine share and nobody sets; it goes on while a process is held up. */
export const monotonicNow = (): number => Number(process.hrtime.bigint()) / 1e6
