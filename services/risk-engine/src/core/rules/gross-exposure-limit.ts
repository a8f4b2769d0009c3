import { exposureLimit } from '../exposure-limit.ts'

/** The sum of all positions at their worst, long and short alike. */
export const grossExposureLimit = exposureLimit({
  code: 'GROSS_EXPOSURE_LIMIT',
  limit: 'maxGrossExposure',
  measure: ({ gross }) => gross,
})
