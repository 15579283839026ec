#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
# markdown_filter.pl PAGE: what Doxygen 1.9 gets to see of a page that code hosts show as it is.
# $...$ and ```math become \f$ and \f[; a comment after the title gives the page's id (and a title for the
# site); bold words may touch other words, as Chinese ones do; a link to another page goes to its id, a link
# to any other file becomes its text. Code spans (but for \| in tables, which Doxygen reads as
# two characters), fences and indented code are left alone.
use strict;
use warnings;
use File::Basename qw(dirname);

my ($page, $fence, $math) = ($ARGV[0] // '-', '', 0);

sub resolved {
  my ($text, $target) = @_;
  open(my $file, '<', dirname($page) . '/' . $target =~ s/#.*//r) or return $text;
  my $title = $target =~ /\.md(?:#|$)/ ? <$file> // '' : '';
  return $title =~ /\{#(\w+)\}/ ? "[$text](\@ref $1)" : $text;
}

sub code {
  my ($text) = @_;
  $text =~ s/([&<>])/{"&" => "&amp;", "<" => "&lt;", ">" => "&gt;"}->{$1}/ge;
  return "<code>$text</code>";
}

while (my $line = <>) {
  if ($fence) {
    if ($line =~ /^\s*$fence\s*$/) { ($line, $fence) = ($math ? "\\f]\n" : $line, ''); }
  } elsif ($line =~ /^\s*(```+|~~~+)(math\b)?/) {
    ($fence, $math) = ($1, defined $2);
    $line = "\\f[\n" if $math;
  } elsif ($line !~ /^(?: {4}|\t)/) {
    $line =~ s/^# (.*?)\s*<!-- (.*?)\s*(\{#\w+\}) -->/"# " . ($2 || $1) . " $3"/e;
    $line =~ s/(`+).*?\1(*SKIP)(*FAIL)|\$(?=\S)([^\$`]+?)(?<!\s)\$/\\f\$$2\\f\$/g;
    $line =~ s/(`+).*?\1(*SKIP)(*FAIL)|\*\*(?=\S)(.+?)(?<=\S)\*\*/<b>$2<\/b>/g;
    $line =~ s/(`+).*?\1(*SKIP)(*FAIL)|(?<!!)\[([^\]]+)\]\((?!https?:|#|\@ref)([^)\s]+)\)/resolved($2, $3)/ge;
    $line =~ s/`([^`]*\\\|[^`]*)`/code($1)/ge if $line =~ /^\|/;
  }
  print $line;
}
