# SPDX-License-Identifier: Apache-2.0
# Explicit instantiations are no functions of their own: Doxygen, which would ask for their documentation,
# does not get to see them. Lines stay where they are.
/^template [^<]/ {
  :more
  /;/! {
    N
    b more
  }
  s/[^\n]//g
}
