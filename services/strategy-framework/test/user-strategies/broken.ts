export default undefined
throw new Error('broken from the start')
