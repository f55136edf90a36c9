"""Documents of other sites, brought in: one reading, one transaction, one outcome, whichever app writes what they hold.

registry    who writes which kind of document; each app registers its importer when it starts
files       from paths to documents
running     from documents to records, all of them or none
records     what is said of each document
children    what a document holds, counted in words
doubts      what the reader doubted, in words
printable   what no page or database can hold, left out
terminal    what the commands say
"""
