#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
# What Doxygen 1.9 gets to see of a Markdown page that code hosts show as it is: $...$ and ```math become
# \f$ and \f[, a comment after the title gives the page's id (and a title for the site), and a link to a file
# that is no page becomes its text. Code spans, fences and indented code are left alone.
use strict;
use warnings;

my ($fence, $math) = ('', 0);
while (my $line = <>) {
  if ($fence) {
    if ($line =~ /^\s*$fence\s*$/) { ($line, $fence) = ($math ? "\\f]\n" : $line, ''); }
  } elsif ($line =~ /^\s*(```+|~~~+)(math\b)?/) {
    ($fence, $math) = ($1, defined $2);
    $line = "\\f[\n" if $math;
  } elsif ($line !~ /^(?: {4}|\t)/) {
    $line =~ s/^# (.*?)\s*<!-- (.*?)\s*(\{#\w+\}) -->/"# " . ($2 || $1) . " $3"/e;
    $line =~ s/(`+).*?\1(*SKIP)(*FAIL)|\$(?=\S)([^\$`]+?)(?<!\s)\$/\\f\$$2\\f\$/g;
    $line =~ s/(?<!!)\[([^\]]+)\]\((?!https?:|#|\@ref)[^)]+(?<!\.md)\)/$1/g;
  }
  print $line;
}
