# SPDX-License-Identifier: Apache-2.0
# cmake -DFROM=... -DTO=... -P: the part of MathJax 2 that formulas in TeX, shown as SVG, need (3 of 54 MB).
file(COPY ${FROM}/MathJax.js ${FROM}/extensions DESTINATION ${TO})
file(COPY ${FROM}/jax/element DESTINATION ${TO}/jax)
file(COPY ${FROM}/jax/input/TeX DESTINATION ${TO}/jax/input)
file(COPY ${FROM}/jax/output/SVG DESTINATION ${TO}/jax/output PATTERN fonts EXCLUDE)
file(COPY ${FROM}/jax/output/SVG/fonts/TeX DESTINATION ${TO}/jax/output/SVG/fonts)
