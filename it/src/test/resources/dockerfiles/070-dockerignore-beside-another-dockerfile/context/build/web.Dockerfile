FROM box
COPY . /all/
