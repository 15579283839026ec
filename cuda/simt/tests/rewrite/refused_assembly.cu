// SPDX-License-Identifier: Apache-2.0
// An instruction beyond the table is refused at compile time, with its place.
__global__ void waits() {
  asm volatile("brkpt; pmevent 7;");  // refused: inline PTX 'brkpt' is not supported
}
int main() { waits<<<1, 1>>>(); }
