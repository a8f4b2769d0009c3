/** Says that it runs; would live for a minute, whoever asks it to end. */
process.on('SIGTERM', () => {})
setTimeout(() => {}, 60_000)
process.send?.('runs')
